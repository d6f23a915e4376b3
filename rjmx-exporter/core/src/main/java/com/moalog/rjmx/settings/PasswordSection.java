package com.moalog.rjmx.settings;

import com.moalog.rjmx.hash.HashKind;
import com.moalog.rjmx.text.Hex;
import com.moalog.rjmx.text.Letters;
import java.util.Optional;

/** Reads who may read the metrics: our own keys and those of jmx_exporter. */
record PasswordSection(Variables variables, Findings findings) {

  private static final String PBKDF2 = "PBKDF2WithHmac";

  /**
   * So many times the usual work may be asked for: more would keep the one thread busy for minutes
   * with each wrong password.
   */
  private static final int MOST_WORK = 5;

  private static final int DEFAULT_KEY_BITS = 128;
  private static final int MOST_KEY_BITS = 1_024;

  BasicAuth read(Section basic) {
    if (!basic.has("username")) {
      // Without this the metrics would be open to everybody although a password is given.
      findings.error(basic.name("username") + " is missing");
    }
    String username = resolved(basic, "username");
    String password = resolved(basic, "password");
    String hashKey = hashKey(basic);
    String hash = Letters.lower(resolved(basic, hashKey)).replace(":", "");
    String algorithm = basic.text("algorithm", hash.isEmpty() ? "plaintext" : "SHA-256");
    Secret secret = new Secret.Plain(password);
    if (password.isEmpty() == hash.isEmpty()) {
      findings.error(basic.name("password") + ": give either a password or a password_hash");
    } else if (algorithm.equals("plaintext") != hash.isEmpty()) {
      String fitting = hash.isEmpty() ? hashKey : "password";
      findings.error(basic.name("algorithm") + " '" + algorithm + "' needs a " + fitting);
    } else if (!hash.isEmpty()) {
      secret = secret(basic, algorithm, hash);
    }
    if (!(secret instanceof Secret.Stretched)) {
      basic.ignore("iterations", "it means nothing for " + algorithm);
      basic.ignore("keyLength", "it means nothing for " + algorithm);
    }
    if (secret instanceof Secret.Plain) {
      basic.ignore("salt", "it means nothing for " + algorithm);
    }
    basic.end();
    return new BasicAuth(username, secret);
  }

  private Secret secret(Section basic, String algorithm, String hash) {
    Optional<HashKind> plain = HashKind.named("", algorithm);
    Optional<HashKind> stretched = HashKind.named(PBKDF2, algorithm);
    if (plain.isPresent()) {
      checkHash(basic, hash, plain.get().digestBytes() * 2, algorithm);
      return new Secret.Hashed(plain.get(), resolved(basic, "salt"), hash);
    }
    if (stretched.isPresent()) {
      return stretched(basic, stretched.get(), hash);
    }
    findings.error(
        basic.name("algorithm")
            + (" '" + algorithm + "' is not plaintext, SHA-1, SHA-256, SHA-512,")
            + " PBKDF2WithHmacSHA1, PBKDF2WithHmacSHA256 or PBKDF2WithHmacSHA512");
    return new Secret.Plain("");
  }

  private Secret stretched(Section basic, HashKind kind, String hash) {
    String salt = resolved(basic, "salt");
    int iterations = basic.number("iterations", usualIterations(kind), 1);
    int keyBits = basic.number("keyLength", DEFAULT_KEY_BITS, 8);
    if (salt.isEmpty()) {
      findings.error(basic.name("salt") + " is missing");
    }
    if (keyBits > MOST_KEY_BITS || keyBits % 8 != 0) {
      findings.error(
          basic.name("keyLength") + " must be a multiple of 8, at most " + MOST_KEY_BITS);
    } else {
      checkWork(basic, kind, iterations, keyBits);
      checkHash(basic, hash, keyBits / 4, "a keyLength of " + keyBits);
    }
    return new Secret.Stretched(kind, salt, iterations, hash);
  }

  /** Each digest that the key is made of takes all iterations. */
  private void checkWork(Section basic, HashKind kind, int iterations, int keyBits) {
    int digestBits = kind.digestBytes() * 8;
    int blocks = (keyBits + digestBits - 1) / digestBits;
    int most = usualIterations(kind) * MOST_WORK / blocks;
    if (iterations > most) {
      findings.error(
          basic.name("iterations")
              + (" must be at most " + most + " for a keyLength of " + keyBits));
    }
  }

  /** A hash that has lost digits would fit no password. */
  private void checkHash(Section basic, String hash, int digits, String what) {
    String key = basic.name(hashKey(basic));
    if (!Hex.is(hash)) {
      findings.error(key + " has characters that are no hexadecimal digits");
    } else if (hash.length() != digits) {
      findings.error(
          key
              + (" has " + hash.length() + " hexadecimal digits, not the " + digits + " of " + what)
              + "; zeros in front count");
    }
  }

  private static String hashKey(Section basic) {
    return basic.has("password_hash") ? "password_hash" : "passwordHash";
  }

  /** What jmx_exporter takes when nothing is said. */
  private static int usualIterations(HashKind kind) {
    return switch (kind) {
      case SHA_1 -> 1_300_000;
      case SHA_256 -> 600_000;
      case SHA_512 -> 210_000;
    };
  }

  private String resolved(Section section, String key) {
    return variables.resolve(section.name(key), section.text(key, ""));
  }
}
