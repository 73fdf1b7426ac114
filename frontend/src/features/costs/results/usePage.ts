import { useState } from "react";

/** The page on screen, from 1; another question begins at its first page. */
export function usePage(question: string): readonly [number, (page: number) => void] {
  const [turned, setTurned] = useState({ question, page: 1 });
  const page = turned.question === question ? turned.page : 1;
  const turnTo = (next: number) => {
    setTurned({ question, page: next });
  };
  return [page, turnTo];
}
