package com.moalog.sandbox.faults;

import com.moalog.sandbox.http.Answer.Reply;

/** How one provider words its errors. */
public interface Provider {

  Reply error(int http, String code, String message);
}
