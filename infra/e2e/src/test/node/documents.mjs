// Where the checking scripts get contexts, DID documents and status lists from: bundled files and
// the loopback interface, nothing else. A document from anywhere else is an error, so that a check
// that passes depends on the issued credential alone and not on another server.

import {readFile} from 'node:fs/promises';
import {request as http} from 'node:http';
import {request as https} from 'node:https';
import {isIPv6} from 'node:net';
import path from 'node:path';

const DID_CONTEXTS = [
  'https://www.w3.org/ns/did/v1',
  'https://w3id.org/security/multikey/v1',
  'https://w3id.org/security/jwk/v1'
];

const METHOD_CONTEXT = {
  JsonWebKey: 'https://w3id.org/security/jwk/v1',
  Multikey: 'https://w3id.org/security/multikey/v1'
};

const LIMIT = 2 * 1024 * 1024;

/** Options that every script understands, in the words of node:util parseArgs. */
export const options = {
  // The folder of bundled contexts, with the map from URL to file beside them.
  contexts: {type: 'string'},
  // Where did:web documents and lists are served, whatever host their names carry.
  base: {type: 'string'},
  // A file with documents by URL, for which nobody is asked.
  documents: {type: 'string'},
  // The certificate (PEM) that signs the base's own; without it the base's TLS is not judged.
  ca: {type: 'string'}
};

/** Documents by URL. Nothing is dialled that is not this machine. */
export class Documents {
  #contexts = new Map();
  #given = new Map();
  #fetched = new Map();

  static async open({contexts, base, documents: given, ca}) {
    const documents = new Documents();
    if(contexts !== undefined) {
      await documents.#readContexts(contexts);
    }
    documents.base = base;
    if(given !== undefined) {
      const texts = Object.entries(JSON.parse(await readFile(given, 'utf8')));
      documents.#given = new Map(texts.map(([url, document]) => [url, JSON.stringify(document)]));
    }
    documents.tls = ca === undefined ?
      {rejectUnauthorized: false} : {ca: await readFile(ca)};
    return documents;
  }

  /** What jsonld and its friends call. */
  get loader() {
    return async url => ({
      contextUrl: null, documentUrl: url, document: await this.#document(url)
    });
  }

  /** The DID document of a DID. */
  async did(did) {
    const [, method, ...rest] = did.split(':');
    if(method === 'web') {
      return JSON.parse(await this.fetch(didWebLocation(rest)));
    }
    if(method === 'key' && rest.length === 1) {
      return didKeyDocument(did, rest[0]);
    }
    throw new Error(`No resolver for ${did}`);
  }

  /**
   * The verification method of a DID URL, which its DID's own document has to list under
   * assertionMethod.
   */
  async verificationMethod(didUrl) {
    const document = await this.did(didUrl.split('#')[0]);
    const method = document.verificationMethod.find(({id}) => id === didUrl);
    if(method === undefined) {
      throw new Error(`${document.id} has no verification method ${didUrl}`);
    }
    if(!document.assertionMethod?.includes(didUrl)) {
      throw new Error(`${document.id} does not list ${didUrl} under assertionMethod`);
    }
    return method;
  }

  /** The text behind a URL, by way of the base when one is given. */
  async fetch(url, accept = 'application/json') {
    if(this.#given.has(url)) {
      return this.#given.get(url);
    }
    const asked = new URL(url);
    const target = this.base === undefined ?
      asked : new URL(asked.pathname + asked.search, this.base);
    const key = `${accept} ${target}`;
    if(!this.#fetched.has(key)) {
      this.#fetched.set(key, get(target, accept, this.tls));
    }
    return this.#fetched.get(key);
  }

  async #document(url) {
    const context = this.#contexts.get(url);
    if(context !== undefined) {
      return context;
    }
    if(url.startsWith('did:')) {
      if(!url.includes('#')) {
        return this.did(url);
      }
      const method = await this.verificationMethod(url);
      return {'@context': METHOD_CONTEXT[method.type], ...method};
    }
    return JSON.parse(await this.fetch(url));
  }

  async #readContexts(folder) {
    const index = await readFile(path.join(folder, 'index.txt'), 'utf8');
    for(const line of index.split('\n').filter(Boolean)) {
      const [, file, url] = line.split(' ');
      this.#contexts.set(url, JSON.parse(await readFile(path.join(folder, file), 'utf8')));
    }
  }
}

function didWebLocation([host, ...segments]) {
  const folder = segments.length === 0 ? '.well-known' : segments.map(decodeURIComponent).join('/');
  return `https://${decodeURIComponent(host)}/${folder}/did.json`;
}

function didKeyDocument(did, multibase) {
  const id = `${did}#${multibase}`;
  return {
    '@context': DID_CONTEXTS,
    id: did,
    verificationMethod: [
      {id, type: 'Multikey', controller: did, publicKeyMultibase: multibase}
    ],
    assertionMethod: [id]
  };
}

function isLoopback({hostname}) {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host) ||
    isIPv6(host) && host === '::1';
}

function get(url, accept, tls) {
  if(!isLoopback(url)) {
    throw new Error(`${url} is not on this machine`);
  }
  const [request, own] = url.protocol === 'https:' ? [https, tls] : [http, {}];
  return new Promise((resolve, reject) => {
    const call = request(url, {...own, headers: {accept}, timeout: 10_000}, answer => {
      const chunks = [];
      let size = 0;
      answer.on('data', chunk => {
        size += chunk.length;
        if(size > LIMIT) {
          call.destroy(new Error(`${url} is longer than ${LIMIT} bytes`));
        }
        chunks.push(chunk);
      });
      answer.on('error', reject);
      answer.on('end', () => answer.statusCode === 200 ?
        resolve(Buffer.concat(chunks).toString('utf8')) :
        reject(new Error(`${url} answered ${answer.statusCode}`)));
    });
    call.on('timeout', () => call.destroy(new Error(`${url} did not answer in time`)));
    call.on('error', reject);
    call.end();
  });
}
