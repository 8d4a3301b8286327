// node verify-list.mjs FILE --contexts FOLDER [--now INSTANT] [--base URL] [--ca PEM]
//
// Takes both forms of a list: JSON with an embedded proof, and a compact JWS.

import {readFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {decodeList} from '@digitalbazaar/vc-bitstring-status-list';
import {Documents, options} from './documents.mjs';
import {verifiedProofs} from './embedded.mjs';
import {verifiedPayload} from './jws.mjs';
import {report, usage} from './report.mjs';

const {values, positionals: [file]} = parseArgs({
  options: {...options, now: {type: 'string'}}, allowPositionals: true
});
if(file === undefined || values.contexts === undefined) {
  usage('verify-list.mjs: which file, and --contexts which folder?');
}

await report(async () => {
  const documents = await Documents.open(values);
  const text = (await readFile(file, 'utf8')).trim();
  const credential = text.startsWith('{') ?
    await embedded(JSON.parse(text), documents) :
    (await verifiedPayload(text, documents)).payload;
  if(!credential.type.includes('BitstringStatusListCredential')) {
    throw new Error(`Not a status list but ${credential.type}`);
  }
  const {encodedList, statusPurpose, ttl} = credential.credentialSubject;
  const list = await decodeList({encodedList});
  return {
    verified: true, id: credential.id, purpose: statusPurpose, ttl, length: list.length,
    validUntil: credential.validUntil, set: setBits(list)
  };
});

async function embedded(credential, documents) {
  await verifiedProofs(credential, documents, values);
  return credential;
}

function setBits(list) {
  const indexes = [];
  for(let index = 0; index < list.length; index++) {
    if(list.getStatus(index)) {
      indexes.push(index);
    }
  }
  return indexes;
}
