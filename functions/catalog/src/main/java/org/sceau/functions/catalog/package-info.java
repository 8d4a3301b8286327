/** Serves issuers, achievements, signing keys and API keys, and publishes their documents. */
@NullMarked
package org.sceau.functions.catalog;

import org.jspecify.annotations.NullMarked;
