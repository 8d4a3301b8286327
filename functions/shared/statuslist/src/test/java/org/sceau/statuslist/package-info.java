@NullMarked
package org.sceau.statuslist;

import org.jspecify.annotations.NullMarked;
