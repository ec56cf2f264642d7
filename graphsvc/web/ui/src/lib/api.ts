// The one way to the service: a typed question to its public GraphQL API.

/** A question's text; its types say what goes in and what comes out. */
export type Question<Result, Variables> = string & { readonly types?: (variables: Variables) => Result };

/** Why there is no answer: one of the API's codes, or LOST when the service was not reached. */
export class Trouble extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface Reply {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Ask; throws Trouble, or the AbortError of the signal. */
export async function ask<Result, Variables>(
  question: Question<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  let reply: Reply;
  try {
    const response = await fetch("graphql", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ query: question, variables }),
      signal: signal ?? null,
    });
    reply = (await response.json()) as Reply;
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new Trouble("LOST", "the service was not reached");
  }
  const error = reply.errors?.[0];
  if (error) throw new Trouble(error.extensions?.code ?? "INTERNAL", error.message);
  return reply.data as Result;
}
