// node judge.mjs --contexts FOLDER --documents FILE --now INSTANT
//
// One question a line, {"form": "jwt" or "embedded", "bytes": base64}, and one answer a line. What
// is asked may be anything: whatever a library throws is its answer.

import {createInterface} from 'node:readline';
import {parseArgs} from 'node:util';
import {_checkCredential} from '@digitalbazaar/vc';
import {Documents, options} from './documents.mjs';
import {verifiedProofs} from './embedded.mjs';
import {verifiedPayload} from './jws.mjs';
import {problems, usage} from './report.mjs';

const CLAIMS = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'nonce'];

const {values} = parseArgs({options: {...options, now: {type: 'string'}}});
if(values.contexts === undefined || values.now === undefined) {
  usage('judge.mjs: --contexts which folder, and --now when?');
}
const documents = await Documents.open(values);
const now = new Date(values.now);

/** The judgement by jose, and on the form of the credential in it by @digitalbazaar/vc. */
async function judgeJwt(text) {
  const {payload} = await verifiedPayload(text.trim(), documents, {now});
  const credential = Object.fromEntries(
    Object.entries(payload).filter(([name]) => !CLAIMS.includes(name)));
  _checkCredential({credential, now});
}

async function judgeEmbedded(text) {
  await verifiedProofs(JSON.parse(text), documents, {now});
}

for await (const line of createInterface({input: process.stdin})) {
  const {form, bytes} = JSON.parse(line);
  const text = Buffer.from(bytes, 'base64').toString('utf8');
  let answer;
  try {
    await (form === 'jwt' ? judgeJwt(text) : judgeEmbedded(text));
    answer = {verified: true, problems: []};
  } catch(error) {
    answer = {verified: false, problems: problems(error).map(message => message.slice(0, 500))};
  }
  console.log(JSON.stringify(answer));
}
