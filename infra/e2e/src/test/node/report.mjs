// One line of JSON and an exit code: 0 for verified, 1 for not, 2 for a script called wrongly.

/** Runs a check and says how it went. What it throws is its finding. */
export async function report(check) {
  let result;
  try {
    result = await check();
  } catch(error) {
    result = {verified: false, problems: problems(error)};
  }
  console.log(JSON.stringify(result));
  process.exitCode = result.verified ? 0 : 1;
}

/**
 * Every message in an error and in the errors that it carries. Engines quote what they refuse and
 * may cut it within a letter.
 */
export function problems(error) {
  const messages = [];
  const open = [error];
  while(open.length > 0) {
    const next = open.shift();
    if(next === undefined || next === null) {
      continue;
    }
    const message = String(next.message ?? '').slice(0, 500).toWellFormed();
    if(message !== '' && !messages.includes(message)) {
      messages.push(message);
    }
    open.push(...(next.errors ?? []), next.cause, next.details?.cause);
  }
  return messages;
}

/** A script called without what it needs. */
export function usage(sentence) {
  console.error(sentence);
  process.exit(2);
}
