/** Fetches the documents of external issuers over HTTPS, from public addresses only. */
@NullMarked
package org.sceau.fetch;

import org.jspecify.annotations.NullMarked;
