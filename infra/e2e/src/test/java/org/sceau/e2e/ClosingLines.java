package org.sceau.e2e;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The last words of {@code mvn verify}: how many tests ran in all modules, how many were skipped
 * and why, so that a skip never looks like a pass.
 *
 * <p>It reads the reports that Surefire wrote, which every module has without asking for it.
 */
final class ClosingLines {

  private static final String REPORTS = "glob:**/target/surefire-reports/TEST-*.xml";

  private int run;
  private int failed;
  private final Map<String, Integer> skipped = new TreeMap<>();

  private ClosingLines() {}

  /** Arguments: the top of the tree, and the instant at which the build began. */
  public static void main(String[] arguments) throws Exception {
    var lines = of(Path.of(arguments[0]), Instant.parse(arguments[1]));
    lines.forEach(System.out::println);
  }

  /** The lines about all reports below a folder that are not older than the build. */
  static List<String> of(Path top, Instant begun)
      throws IOException, ParserConfigurationException, SAXException {
    var closing = new ClosingLines();
    for (var report : reports(top, begun)) {
      closing.count(parse(report).getElementsByTagName("testcase"));
    }
    return closing.lines();
  }

  private List<String> lines() {
    var all = skipped.values().stream().mapToInt(Integer::intValue).sum();
    var lines = new ArrayList<String>();
    lines.add(
        "tests: " + (run - all - failed) + " passed, " + failed + " failed, " + all + " skipped");
    skipped.forEach((reason, count) -> lines.add("skipped: " + count + " " + reason));
    return lines;
  }

  private void count(NodeList cases) {
    for (int i = 0; i < cases.getLength(); i++) {
      run++;
      if (cases.item(i) instanceof Element test) {
        if (test.getElementsByTagName("skipped").item(0) instanceof Element skip) {
          skipped.merge(reason(skip), 1, Integer::sum);
        } else if (test.getElementsByTagName("failure").getLength() > 0
            || test.getElementsByTagName("error").getLength() > 0) {
          failed++;
        }
      }
    }
  }

  private static String reason(Element skip) {
    var message = skip.getAttribute("message");
    return message.isBlank() ? "without a reason" : message.strip();
  }

  private static List<Path> reports(Path top, Instant begun) throws IOException {
    var matcher = FileSystems.getDefault().getPathMatcher(REPORTS);
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = String.valueOf(folder.getFileName());
            return name.equals("node_modules") || name.equals(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (matcher.matches(file)
                && !attributes.lastModifiedTime().toInstant().isBefore(begun)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static Document parse(Path report)
      throws IOException, ParserConfigurationException, SAXException {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(report.toFile());
  }
}
