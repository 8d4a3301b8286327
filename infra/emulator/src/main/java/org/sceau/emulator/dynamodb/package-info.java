/** Emulates DynamoDB: speaks its wire protocol and keeps items in a journal. */
@NullMarked
package org.sceau.emulator.dynamodb;

import org.jspecify.annotations.NullMarked;
