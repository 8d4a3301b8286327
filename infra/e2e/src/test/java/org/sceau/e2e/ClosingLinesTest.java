package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosingLinesTest {

  private static final Instant BEGUN = Instant.parse("2026-01-15T10:00:00Z");

  @TempDir private Path top;

  @Test
  void everySkipIsCountedUnderItsReason() throws Exception {
    report(
        "functions/issue",
        "A",
        "<testcase/><testcase><skipped message='browser: none'/></testcase>");
    report("infra/e2e", "B", "<testcase><skipped message='browser: none'/></testcase>");
    report("infra/e2e", "C", "<testcase><skipped/></testcase><testcase><failure/></testcase>");

    assertThat(ClosingLines.of(top, BEGUN))
        .containsExactly(
            "tests: 1 passed, 1 failed, 3 skipped",
            "skipped: 2 browser: none",
            "skipped: 1 without a reason");
  }

  @Test
  void aReportOfAnEarlierBuildIsNotCounted() throws Exception {
    var old = report("infra/e2e", "Old", "<testcase/>");
    Files.setLastModifiedTime(old, FileTime.from(BEGUN.minusSeconds(1)));

    assertThat(ClosingLines.of(top, BEGUN)).containsExactly("tests: 0 passed, 0 failed, 0 skipped");
  }

  private Path report(String module, String name, String cases) throws Exception {
    var folder = Files.createDirectories(top.resolve(module + "/target/surefire-reports"));
    var report =
        Files.writeString(
            folder.resolve("TEST-" + name + ".xml"), "<testsuite>" + cases + "</testsuite>");
    return Files.setLastModifiedTime(report, FileTime.from(BEGUN.plusSeconds(1)));
  }
}
