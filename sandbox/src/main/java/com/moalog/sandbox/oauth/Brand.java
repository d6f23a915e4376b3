package com.moalog.sandbox.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.sandbox.http.Json;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A login provider and how it describes a person. */
enum Brand {
  GOOGLE,
  KAKAO;

  static Optional<Brand> named(String name) {
    return Arrays.stream(values()).filter(brand -> brand.name().equalsIgnoreCase(name)).findFirst();
  }

  /** A person who gave no e-mail address has an empty one here and none in the answer. */
  ObjectNode person(String email) {
    UUID id = UUID.nameUUIDFromBytes((name() + email).getBytes(UTF_8));
    return switch (this) {
      case GOOGLE -> google(id, email);
      case KAKAO -> kakao(id, email);
    };
  }

  private static ObjectNode google(UUID id, String email) {
    ObjectNode person = Json.object().put("id", id.toString());
    if (!email.isEmpty()) {
      person.put("email", email).put("verified_email", true);
    }
    return person;
  }

  private static ObjectNode kakao(UUID id, String email) {
    ObjectNode person = Json.object().put("id", id.getMostSignificantBits() >>> 1);
    ObjectNode account = person.putObject("kakao_account").put("has_email", !email.isEmpty());
    if (!email.isEmpty()) {
      account.put("email", email).put("is_email_valid", true).put("is_email_verified", true);
    }
    return person;
  }
}
