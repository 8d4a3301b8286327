/**
 * Reads and writes tables as text: RFC 4180, and what French spreadsheets make of it. A reader of
 * our own, since a list of people is refused by the very line on which it goes wrong, and no
 * library tells that of a quote that is never closed.
 */
@NullMarked
package org.sceau.cli.csv;

import org.jspecify.annotations.NullMarked;
