// An embedded proof by @digitalbazaar/vc: canonicalised in JSON-LD safe mode, so that a term
// without a meaning fails instead of being left unsigned.

import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus as bitstringStatus} from '@digitalbazaar/vc-bitstring-status-list';

const SUITES = [eddsaRdfc2022, ecdsaRdfc2019].map(
  cryptosuite => new DataIntegrityProof({cryptosuite}));

/**
 * Throws unless every proof holds; returns the proofs' suites and, where asked for, what the
 * published lists say.
 */
export async function verifiedProofs(credential, documents, {status, now}) {
  const proofs = [credential.proof].flat();
  const known = SUITES.map(({cryptosuite}) => cryptosuite);
  for(const {cryptosuite} of proofs) {
    if(!known.includes(cryptosuite)) {
      throw new Error(`No suite for ${cryptosuite}`);
    }
  }
  let statuses;
  const checkStatus = async question => {
    if(!status) {
      return {verified: true};
    }
    const answer = await bitstringStatus({...question, suite: SUITES});
    statuses = answer.results?.map(({credentialStatus, status: set}) => ({
      purpose: credentialStatus.statusPurpose,
      index: Number(credentialStatus.statusListIndex),
      set
    }));
    return answer;
  };
  const result = await vc.verifyCredential({
    credential, suite: SUITES, documentLoader: documents.loader, checkStatus, now
  });
  if(!result.verified) {
    throw result.error ?? result.statusResult?.error ?? new Error('Not verified');
  }
  return {cryptosuites: proofs.map(({cryptosuite}) => cryptosuite), statuses};
}
