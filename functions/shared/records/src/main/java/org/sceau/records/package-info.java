/** Describes the deployment and the ports that store what it keeps and publishes. */
@NullMarked
package org.sceau.records;

import org.jspecify.annotations.NullMarked;
