// node verify-embedded.mjs FILE --contexts FOLDER [--status] [--now INSTANT] [--base URL] [--ca PEM]

import {readFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {Documents, options} from './documents.mjs';
import {verifiedProofs} from './embedded.mjs';
import {report, usage} from './report.mjs';

const {values, positionals: [file]} = parseArgs({
  options: {...options, status: {type: 'boolean'}, now: {type: 'string'}},
  allowPositionals: true
});
if(file === undefined || values.contexts === undefined) {
  usage('verify-embedded.mjs: which file, and --contexts which folder?');
}

await report(async () => {
  const credential = JSON.parse(await readFile(file, 'utf8'));
  const found = await verifiedProofs(credential, await Documents.open(values), values);
  return {
    verified: true, id: credential.id, issuer: credential.issuer?.id ?? credential.issuer,
    type: credential.type, ...found
  };
});
