-- month × commitment: what it cost, what was used, what went unused
SELECT
    BillingPeriodStart,
    BillingAccountId,
    SubAccountId,
    x_CommitmentId,
    CASE WHEN x_CommitmentId LIKE '%savingsplan%' THEN 'savings plan' ELSE 'reservation' END AS x_CommitmentKind,
    CASE
        WHEN x_Movement = 'refund' THEN 'refund'
        WHEN ChargeCategory = 'Purchase' THEN 'purchase'
        WHEN CommitmentDiscountStatus = 'Used' THEN 'used'
        WHEN CommitmentDiscountStatus = 'Unused' THEN 'unused'
        ELSE 'negation'
    END AS x_Part,
    BillingCurrency,
    MAX(CommitmentDiscountType) AS CommitmentDiscountType,
    MAX(CommitmentDiscountUnit) AS CommitmentDiscountUnit,
    MAX(x_CommitmentPaymentOption) AS x_CommitmentPaymentOption,
    MAX(x_CommitmentTerm) AS x_CommitmentTerm,
    MAX(x_CommitmentStart) AS x_CommitmentStart,
    MAX(x_CommitmentEnd) AS x_CommitmentEnd,
    SUM(CommitmentDiscountQuantity) AS CommitmentDiscountQuantity,
    SUM(x_CommitmentRecurringFee) AS x_CommitmentRecurringFee,
    SUM(x_CommitmentAmortizedUpfront) AS x_CommitmentAmortizedUpfront,
    SUM(x_CommitmentNetRecurringFee) AS x_CommitmentNetRecurringFee,
    SUM(x_CommitmentNetAmortizedUpfront) AS x_CommitmentNetAmortizedUpfront,
    known_sum(BilledCost) AS BilledCost,
    known_sum(EffectiveCost) AS EffectiveCost,
    known_sum(ListCost) AS ListCost,
    known_sum(ContractedCost) AS ContractedCost,
    known_sum(x_UnblendedCost) AS x_UnblendedCost,
    known_sum(x_AmortizedCost) AS x_AmortizedCost,
    COUNT(*) AS x_Lines
FROM {ledger}
WHERE {filter}
GROUP BY {keys}
