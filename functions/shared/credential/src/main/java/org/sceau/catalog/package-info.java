/** Issuers, achievements, signing keys and API keys, and the documents published of them. */
@NullMarked
package org.sceau.catalog;

import org.jspecify.annotations.NullMarked;
