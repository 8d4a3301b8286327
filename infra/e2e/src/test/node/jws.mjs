// A compact JWS by npm jose, with the key from its issuer's own DID document.

import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {decodeProtectedHeader, importJWK, jwtVerify} from 'jose';

const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'RS256', 'PS256'];

/** The payload of a vc+jwt whose signature, type, times and issuer hold. */
export async function verifiedPayload(token, documents, {now} = {}) {
  const {kid} = decodeProtectedHeader(token);
  if(typeof kid !== 'string' || !kid.startsWith('did:') || !kid.includes('#')) {
    throw new Error(`kid is not a DID URL: ${kid}`);
  }
  const publicKeyJwk = await jwk(await documents.verificationMethod(kid));
  const key = await importJWK(publicKeyJwk, publicKeyJwk.alg);
  const {payload, protectedHeader} = await jwtVerify(token, key, {
    algorithms: ALGORITHMS, typ: 'vc+jwt', issuer: kid.split('#')[0],
    currentDate: now === undefined ? undefined : new Date(now)
  });
  const issuer = payload.issuer?.id ?? payload.issuer;
  if(issuer !== payload.iss) {
    throw new Error(`iss is ${payload.iss} and issuer is ${issuer}`);
  }
  if(payload.jti !== undefined && payload.jti !== payload.id) {
    throw new Error(`jti is ${payload.jti} and id is ${payload.id}`);
  }
  return {payload, protectedHeader};
}

/** A did:key has its key as a Multikey alone. */
async function jwk(method) {
  if(method.publicKeyJwk !== undefined) {
    return method.publicKeyJwk;
  }
  const {crv, x, y, kty} = await EcdsaMultikey.toJwk({keyPair: await EcdsaMultikey.from(method)});
  return {crv, kty, x, y, alg: {'P-256': 'ES256', 'P-384': 'ES384'}[crv]};
}
