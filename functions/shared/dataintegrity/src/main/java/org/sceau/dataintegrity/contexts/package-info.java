/** Bundles the JSON-LD contexts that Sceau accepts, by URL and hash; none is fetched. */
@NullMarked
package org.sceau.dataintegrity.contexts;

import org.jspecify.annotations.NullMarked;
