/** A model that may be asked: as the register names it, and where and as what Bedrock knows it. */
export interface Candidate {
  /** In the register; of a region of its own it is `<model>@<region>`. */
  readonly id: string;
  readonly modelId: string;
  /** None where the model is asked in the region of the function. */
  readonly region?: string;
}

/** The model of an entry of the register: `<model>` or `<model>@<region>`. */
export function candidateOf(id: string): Candidate {
  const [modelId = id, region] = id.split('@');
  return { id, modelId, ...(region && { region }) };
}
