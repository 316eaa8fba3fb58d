package io.patchbay.simulator;

import java.util.Set;
import java.util.stream.Stream;

/** Cards of people and businesses: each needs a formatted name and one more part of the name. */
final class ContactRules {
  private static final int MOST = 257;
  private static final int LIMIT = 1024;
  private static final Set<String> MEMBERS =
      Set.of("addresses", "birthday", "emails", "name", "org", "phones", "urls");
  private static final Set<String> NAME_PARTS =
      Set.of("first_name", "last_name", "middle_name", "suffix", "prefix");

  private ContactRules() {}

  static void check(Part message) {
    for (Part contact : message.objects("contacts", 1, MOST)) {
      contact.only(MEMBERS);
      name(contact.object("name"));
      String birthday = contact.optionalText("birthday", LIMIT);
      if (birthday != null && !birthday.matches("\\d{4}-\\d{2}-\\d{2}")) {
        throw new Refusal(
            GraphErrors.badValue(
                "Param " + contact.param("birthday") + " must be of the form YYYY-MM-DD."));
      }
      each(
          contact,
          "addresses",
          "street",
          "city",
          "state",
          "zip",
          "country",
          "country_code",
          "type");
      each(contact, "emails", "email", "type");
      each(contact, "phones", "phone", "type", "wa_id");
      each(contact, "urls", "url", "type");
      Part org = contact.optionalObject("org");
      if (org != null) {
        members(org, "company", "department", "title");
      }
    }
  }

  private static void name(Part name) {
    name.text("formatted_name", LIMIT);
    if (NAME_PARTS.stream().noneMatch(part -> name.optionalText(part, LIMIT) != null)) {
      throw new Refusal(
          GraphErrors.missing(
              "At least one of %s is required besides formatted_name in %s."
                  .formatted(
                      String.join(", ", NAME_PARTS.stream().sorted().toList()), name.path())));
    }
  }

  private static void each(Part contact, String list, String... members) {
    for (Part element : contact.optionalObjects(list)) {
      members(element, members);
    }
  }

  private static void members(Part part, String... members) {
    part.only(Set.of(members));
    Stream.of(members).forEach(member -> part.optionalText(member, LIMIT));
  }
}
