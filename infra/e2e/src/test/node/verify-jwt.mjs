// node verify-jwt.mjs FILE [--base URL] [--ca PEM]

import {readFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {Documents, options} from './documents.mjs';
import {verifiedPayload} from './jws.mjs';
import {report, usage} from './report.mjs';

const {values, positionals: [file]} = parseArgs({options, allowPositionals: true});
if(file === undefined) {
  usage('verify-jwt.mjs: which file?');
}

await report(async () => {
  const token = (await readFile(file, 'utf8')).trim();
  const {payload, protectedHeader} = await verifiedPayload(token, await Documents.open(values));
  return {
    verified: true, id: payload.id, issuer: payload.iss, type: payload.type,
    alg: protectedHeader.alg, kid: protectedHeader.kid
  };
});
