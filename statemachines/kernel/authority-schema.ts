/** What every workflow's Cedar schema may refer to: its own namespace follows in `policy.cedarschema`. */
export const AUTHORITY_SCHEMA = `namespace Countersign {
  entity Role = { rank: Long, limit: Long, nonOrderLimit: Long };
  type Circumstances = {
    autonomy: String,
    stopped: Bool,
    assessed: Bool,
    confidence: decimal,
    minConfidence: decimal,
    anomalies: Long,
    materiality: Long
  };
}
`;
