@NullMarked
package org.sceau.jsonld;

import org.jspecify.annotations.NullMarked;
