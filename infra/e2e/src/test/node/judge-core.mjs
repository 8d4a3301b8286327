// node judge-core.mjs --contexts FOLDER --documents FILE
//
// As judge.mjs, for embedded proofs by @digitalcredentials/verifier-core. The library asks the web
// by fetch, and finds there what is given and nothing else; its clock is the machine's.

import {createInterface} from 'node:readline';
import {parseArgs} from 'node:util';
import {Documents, options} from './documents.mjs';
import {problems, usage} from './report.mjs';

const {values} = parseArgs({options});
if(values.contexts === undefined) {
  usage('judge-core.mjs: --contexts which folder?');
}
const documents = await Documents.open(values);
// What the library says on the way is no answer.
const answer = console.log;
console.log = console.error;
globalThis.fetch = async request => {
  const url = typeof request === 'string' ? request : request.url ?? String(request);
  try {
    const {document} = await documents.loader(url);
    return new Response(
      JSON.stringify(document), {headers: {'content-type': 'application/json'}});
  } catch(error) {
    return new Response(error.message, {status: 404});
  }
};
const {verifyCredential} = await import('@digitalcredentials/verifier-core');

const CHECKS = ['valid_signature', 'expiration', 'revocation_status'];

/** Throws unless signature, times, status and schema are good. */
async function judge(text) {
  const credential = JSON.parse(text);
  const found = await verifyCredential({credential, knownDIDRegistries: []});
  if(found.errors !== undefined) {
    throw new AggregateError(found.errors, 'verifier-core');
  }
  for(const check of CHECKS) {
    const entry = found.log?.find(({id}) => id === check);
    if(entry?.valid !== true) {
      throw new Error(`${check}: ${JSON.stringify(entry)}`);
    }
  }
  const {results} = found.additionalInformation.find(({id}) => id === 'schema_check') ??
    found.additionalInformation[0];
  if(!Array.isArray(results) || !results.every(({result}) => result.valid)) {
    throw new Error(`schema: ${JSON.stringify(results)}`);
  }
}

for await (const line of createInterface({input: process.stdin})) {
  const text = Buffer.from(JSON.parse(line).bytes, 'base64').toString('utf8');
  let judgement;
  try {
    await judge(text);
    judgement = {verified: true, problems: []};
  } catch(error) {
    judgement = {verified: false, problems: problems(error)};
  }
  answer(JSON.stringify(judgement));
}
