/** What a backend answers; the endpoint turns it into a Converse reply. */
export interface Answer {
  readonly backend: string;
  /** A stop reason of Bedrock's Converse. */
  readonly stopReason: string;
  readonly content: readonly ContentBlock[];
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export type ContentBlock =
  | { readonly text: string }
  | { readonly toolUse: { readonly toolUseId: string; readonly name: string; readonly input: unknown } };

/** Answers one request, or throws {@link ModelError}. */
export type Backend = (request: ModelRequest, signal: AbortSignal) => Promise<Answer>;

/** What a backend needs of a Converse request. */
export interface ModelRequest {
  readonly modelId: string;
  readonly system: string;
  readonly user: string;
  readonly tool: { readonly name: string; readonly description: string; readonly schema: unknown };
  readonly maxTokens: number;
  readonly temperature: number;
}

/** An error in Bedrock's own shape: HTTP status and exception name. */
export class ModelError extends Error {
  readonly status: number;
  readonly exception: string;
  constructor(status: number, exception: string, message: string) {
    super(message);
    this.name = exception;
    this.status = status;
    this.exception = exception;
  }
}

/** A call of the one tool, as a content block. */
export function toolCall(name: string, input: unknown): ContentBlock {
  return { toolUse: { toolUseId: `tooluse_${name}`, name, input } };
}
