package org.sceau.functions.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.lambda.Preferences;
import org.sceau.statuslist.ListForm;

class ListFormTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                          | JSON
          */*                                         | JSON
          application/vc                              | JSON
          application/json, text/html                 | JSON
          application/vc+jwt                          | JWT
          application/jwt                             | JWT
          Application/StatusList+JWT                  | JWT
          application/vc+jwt, */*                     | JWT
          */*, application/vc+jwt;q=0.5               | JWT
          application/vc+jwt;q=0                      | JSON
          application/vc+jwt;q=0.5, application/vc    | JSON
          application/vc;q=0.5, application/vc+jwt    | JWT
          application/vc, application/vc+jwt          | JSON
          application/vc+jwt, application/vc          | JWT
          application/vc+jwt;q=1.9, application/vc    | JSON
          application/vc+jwt;q=x                      | JSON
          application/vc+jwt2                         | JSON
          """)
  void theFormIsTheOneThatIsAskedFor(String accept, ListForm form) {
    assertThat(ListForm.preferred(Preferences.of(accept))).isEqualTo(form);
  }
}
