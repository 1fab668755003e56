/**
 * What every workflow's Cedar schema may refer to: its own namespace follows in `policy.cedarschema`, and its resource
 * has at least the four attributes that the common policies read. `exposure` (the case), `together` (with the others of
 * the same group of legal entities) and the principal's limits are minor units of one currency, that of its row in the
 * delegation of authority; the two sides of an `Against` are of one currency too. `consents`: somebody's consent is
 * needed besides. Whoever consents has no limit: their `limit` and `second` are below every amount, which is measured
 * in the currency of the company's materiality.
 */
export const AUTHORITY_SCHEMA = `namespace Countersign {
  entity Role = { rank: Long, limit: Long, second: Long };
  entity Person in [Role] = { rank: Long, limit: Long, second: Long };
  type Against = { measured: Long, threshold: Long };
  type Circumstances = {
    autonomy: String,
    cap: Against,
    stopped: Bool,
    assessed: Bool,
    confidence: decimal,
    minConfidence: decimal,
    anomalies: Long,
    materialAmount: Against,
    materialTogether: Against,
    materialKinds: Set<String>,
    fourEyes: Bool,
    consents: Bool,
    conflicts: Set<String>
  };
}
`;

/** Policies that bind every workflow: its own can permit, never lift these. */
export const AUTHORITY_POLICIES = `
@id("segregation-of-duties")
forbid (principal is Countersign::Person, action, resource)
unless { context.conflicts.isEmpty() };

@id("agent-commits-nothing-while-stopped")
forbid (principal == Countersign::Role::"agent", action, resource)
when { context.stopped };

@id("agent-needs-confident-assessment-without-anomalies")
forbid (principal == Countersign::Role::"agent", action, resource)
unless { context.assessed && context.anomalies == 0 && context.confidence.greaterThanOrEqual(context.minConfidence) };

@id("agent-needs-autonomy")
forbid (principal == Countersign::Role::"agent", action, resource)
unless {
  context.autonomy == "auto" || (context.autonomy == "capped" && context.cap.measured <= context.cap.threshold)
};

@id("agent-stays-below-materiality")
forbid (principal == Countersign::Role::"agent", action, resource)
unless {
  context.materialAmount.measured < context.materialAmount.threshold &&
  context.materialTogether.measured < context.materialTogether.threshold &&
  !context.materialKinds.contains(resource.category)
};

@id("agent-never-stands-for-two")
forbid (principal == Countersign::Role::"agent", action, resource)
when { context.fourEyes };

@id("agent-never-consents-nor-goes-before-consents")
forbid (principal == Countersign::Role::"agent", action, resource)
when { context.consents };

@id("agent-needs-clean-controls")
forbid (principal == Countersign::Role::"agent", action, resource)
unless { resource.blocking.isEmpty() };
`;
