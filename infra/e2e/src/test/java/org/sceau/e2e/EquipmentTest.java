package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EquipmentTest {

  @ParameterizedTest
  @CsvSource({"v20.19.5, 20", "v9.0.0, 9", "'', 0", "node, 0", "v99999999999.1, 0"})
  void aVersionCountsByItsFirstNumber(String version, int major) {
    assertThat(Equipment.major(version)).isEqualTo(major);
  }

  @Test
  void whatIsNotOnThePathIsNotFound() {
    assertThat(Equipment.program("no-such-program-anywhere")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aLackIsSaidWithTheTestsThatFeelIt(Equipment equipment) {
    assertThat(equipment.lack()).matches("\\w+: no .*");
  }
}
