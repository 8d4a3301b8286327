@NullMarked
package org.sceau.fetch;

import org.jspecify.annotations.NullMarked;
