import "react";

declare module "react" {
  // The router's types name React 19's nodes; these two let them be checked beside React 18's.
  // React 18 renders neither: do not pass a bigint or a promise as a child.
  interface DO_NOT_USE_OR_YOU_WILL_BE_FIRED_EXPERIMENTAL_REACT_NODES {
    bigint: bigint;
    promise: Promise<unknown>;
  }
}
