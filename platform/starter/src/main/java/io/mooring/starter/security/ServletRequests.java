package io.mooring.starter.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.function.Supplier;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The servlet request of this thread. Spring Boot's RequestContextFilter runs before Spring Security's. */
final class ServletRequests implements Supplier<RequestFacts> {

    @Override
    public RequestFacts get() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return RequestFacts.NONE;
        }
        HttpServletRequest request = attributes.getRequest();
        HttpSession session = request.getSession(false);
        return new RequestFacts(
                request.getRemoteAddr(),
                request.getHeader("User-Agent"),
                request.getRequestURI(),
                request.getMethod(),
                session == null ? null : session.getId());
    }
}
