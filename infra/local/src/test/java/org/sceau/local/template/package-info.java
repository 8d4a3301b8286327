@NullMarked
package org.sceau.local.template;

import org.jspecify.annotations.NullMarked;
