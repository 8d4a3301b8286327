/**
 * Defines issuers, achievements, signing keys and API keys, with their ports and the DID document.
 */
@NullMarked
package org.sceau.records.catalog;

import org.jspecify.annotations.NullMarked;
