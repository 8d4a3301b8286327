@NullMarked
package org.sceau.dataintegrity.jsonld;

import org.jspecify.annotations.NullMarked;
