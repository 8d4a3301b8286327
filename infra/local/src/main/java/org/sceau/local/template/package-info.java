/** What {@code template.yaml} says about a deployment, as far as one machine can play it. */
@NullMarked
package org.sceau.local.template;

import org.jspecify.annotations.NullMarked;
