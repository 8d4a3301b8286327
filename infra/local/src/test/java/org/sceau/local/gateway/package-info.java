@NullMarked
package org.sceau.local.gateway;

import org.jspecify.annotations.NullMarked;
