/** Issuers and achievements: kept in the catalog, published as static documents. */
@NullMarked
package org.sceau.manage;

import org.jspecify.annotations.NullMarked;
