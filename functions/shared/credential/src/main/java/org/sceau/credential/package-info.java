/** What every part of Sceau speaks of: ids, validity, the secured credential, the deployment. */
@NullMarked
package org.sceau.credential;

import org.jspecify.annotations.NullMarked;
