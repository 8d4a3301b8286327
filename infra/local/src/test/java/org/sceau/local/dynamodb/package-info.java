@NullMarked
package org.sceau.local.dynamodb;

import org.jspecify.annotations.NullMarked;
