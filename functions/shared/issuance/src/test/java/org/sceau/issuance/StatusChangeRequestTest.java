package org.sceau.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Demo.object;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.issuance.StatusChangeRequest.Entry;
import org.sceau.issuance.StatusChangeRequest.Request;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonObject;
import org.sceau.json.Violation;

class StatusChangeRequestTest {

  private static final Entry UNSAID = new Entry(null, null);

  @ParameterizedTest
  @CsvSource({
    "revocation, true, REVOKE",
    "revocation, false, UNREVOKE",
    "suspension, true, SUSPEND",
    "suspension, false, REINSTATE"
  })
  void aPurposeAndATruthMakeAChange(String purpose, boolean status, StatusChangeRequest change) {
    var body =
        object(
            """
            {"credentialId":"a","status":%s,"reason":"why",
             "credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"%s"}}
            """
                .formatted(status, purpose));

    assertThat(read(body)).isEqualTo(new Request("a", change, "why", UNSAID));
  }

  @ParameterizedTest
  @CsvSource({"revoked, REVOKE", "suspended, SUSPEND", "active, REINSTATE"})
  void theOlderBodyNamesTheStatusInAWord(String word, StatusChangeRequest change) {
    var body =
        object(
            """
            {"credentialId":"a",
             "credentialStatus":[{"type":"BitstringStatusListCredential","status":"%s"}]}
            """
                .formatted(word));

    assertThat(read(body)).isEqualTo(new Request("a", change, null, UNSAID));
  }

  @Test
  void anEntryMayNameItsPlace() {
    var body =
        object(
            """
            {"credentialId":"a","status":true,
             "credentialStatus":{"id":"https://sceau.example/status/1#7",
              "type":"BitstringStatusListEntry","statusPurpose":"revocation",
              "statusListIndex":"7","statusListCredential":"https://sceau.example/status/1"}}
            """);

    assertThat(read(body).entry()).isEqualTo(new Entry("https://sceau.example/status/1", "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /credentialId /credentialStatus",
        "{'credentialId':'a'} | /credentialStatus",
        "{'credentialId':'a','credentialStatus':[]} | /credentialStatus",
        "{'credentialId':'a','credentialStatus':['revoked']} | /credentialStatus",
        "{'credentialId':'a','status':true,'credentialStatus':{}}"
            + " | /credentialStatus/type /credentialStatus/statusPurpose",
        "{'credentialId':'a','credentialStatus':{'type':'BitstringStatusListEntry',"
            + "'statusPurpose':'revocation'}} | /status",
        "{'credentialId':'a','status':true,'credentialStatus':{'type':'BitstringStatusListEntry',"
            + "'statusPurpose':'refresh'}} | /credentialStatus/statusPurpose",
        "{'credentialId':'a','credentialStatus':[{'type':'BitstringStatusListCredential'}]}"
            + " | /credentialStatus/0/status",
        "{'credentialId':'a','credentialStatus':[{'type':'X','status':'revoked'}]}"
            + " | /credentialStatus/0/type",
        "{'credentialId':'a','credentialStatus':[{'type':'BitstringStatusListCredential',"
            + "'status':'gone'}]} | /credentialStatus/0/status",
        "{'credentialId':'a','credentialStatus':[{'type':'BitstringStatusListCredential',"
            + "'status':'active','x':1}]} | /credentialStatus/0/x",
        "{'credentialId':'a','credentialStatus':[{'type':'BitstringStatusListCredential',"
            + "'status':'active'},{'type':'BitstringStatusListCredential','status':'active'}]}"
            + " | /credentialStatus"
      })
  void whatIsWrongIsNamed(String body, String paths) {
    var fields = new FieldReader(object(body.replace('\'', '"')));
    StatusChangeRequest.read(fields, object(body.replace('\'', '"')));

    assertThat(fields.violations())
        .extracting(Violation::path)
        .containsExactlyInAnyOrder(paths.split(" ", -1));
  }

  @Test
  void severalChangesAreEachReadAsABodyOfItsOwn() {
    var body =
        object(
            """
            {"changes":[
             {"credentialId":"a","status":true,
              "credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"suspension"}},
             {"credentialId":"b",
              "credentialStatus":[{"type":"BitstringStatusListCredential","status":"revoked"}]}]}
            """);
    var fields = new FieldReader(body);

    assertThat(StatusChangeRequest.readAll(fields, body))
        .containsExactly(
            new Request("a", StatusChangeRequest.SUSPEND, null, UNSAID),
            new Request("b", StatusChangeRequest.REVOKE, null, UNSAID));
    assertThat(fields.violations()).isEmpty();
  }

  @Test
  void changesThatAreNoObjectsAreRefused() {
    for (var text : new String[] {"{}", "{\"changes\":[]}", "{\"changes\":[1]}"}) {
      var body = object(text);
      var fields = new FieldReader(body);
      StatusChangeRequest.readAll(fields, body);

      assertThat(fields.violations()).as(text).isNotEmpty();
    }
  }

  private static Request read(JsonObject body) {
    var fields = new FieldReader(body);
    var request = StatusChangeRequest.read(fields, body);
    fields.done();
    assertThat(fields.violations()).isEmpty();
    return request;
  }
}
