@NullMarked
package org.sceau.issuance;

import org.jspecify.annotations.NullMarked;
