package org.sceau.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;
import org.sceau.json.JsonObject;

/**
 * A real browser that reads a page, with scripts and without.
 *
 * <p>Tests that open it carry {@code @Needs({Equipment.NODE, Equipment.BROWSER})}.
 */
public final class Browser {

  private final Node node;
  private final Path program;

  private Browser(Node node, Path program) {
    this.node = node;
    this.program = program;
  }

  /** The browser of this machine. */
  public static Browser open() {
    var program =
        Equipment.browser().orElseThrow(() -> new TestAbortedException(Equipment.BROWSER.lack()));
    return new Browser(Node.open(), program);
  }

  /**
   * The page's words, what sticks out sideways, what axe-core holds against it and how the keyboard
   * goes through it.
   *
   * @param options of {@code page.mjs}: {@code --width}, {@code --language}, {@code --scheme},
   *     {@code --upload}, {@code --screenshot}
   */
  public JsonObject read(URI page, String... options) {
    var arguments = new ArrayList<>(List.of(page.toString(), "--chromium", program.toString()));
    arguments.addAll(List.of(options));
    return node.run("page.mjs", arguments.toArray(String[]::new));
  }
}
