@NullMarked
package org.sceau.web;

import org.jspecify.annotations.NullMarked;
