/** Signs credentials in both securing forms and verifies them before they leave. */
@NullMarked
package org.sceau.signing;

import org.jspecify.annotations.NullMarked;
