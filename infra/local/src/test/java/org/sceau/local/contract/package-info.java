@NullMarked
package org.sceau.local.contract;

import org.jspecify.annotations.NullMarked;
