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

/** What was asked before it was wanted, by question and variables. */
const ahead = new Map<string, Promise<unknown>>();
const KEPT = 5_000; // milliseconds; an older answer may not hold any more

/** Ask what a screen will ask, while its script is still being loaded; it gets this answer. */
export function askAhead<Result, Variables>(question: Question<Result, Variables>, variables: Variables): void {
  const key = JSON.stringify([question, variables]);
  const answer = ask(question, variables);
  ahead.set(key, answer);
  const forget = (): unknown => setTimeout(() => ahead.get(key) === answer && ahead.delete(key), KEPT);
  answer.then(forget, forget);
}

/** Ask; throws Trouble, or the AbortError of the signal. */
export async function ask<Result, Variables>(
  question: Question<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const key = JSON.stringify([question, variables]);
  const early = ahead.get(key);
  if (early) {
    ahead.delete(key);
    return early as Promise<Result>;
  }
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
