package io.mooring.issuer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The people of the settings; their passwords are kept as hashes only. */
@Component
class IssuerUsers implements UserDetailsService {

    private final Map<String, IssuerSettings.User> users = new LinkedHashMap<>();
    private final Map<String, String> hashes = new LinkedHashMap<>();

    IssuerUsers(IssuerSettings settings, PasswordEncoder encoder) {
        for (IssuerSettings.User user : settings.users()) {
            users.put(user.name(), user);
            String secret = user.secret();
            hashes.put(user.name(), secret.startsWith("{bcrypt}") ? secret : encoder.encode(secret));
        }
    }

    Optional<IssuerSettings.User> find(String name) {
        return Optional.ofNullable(users.get(name));
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        String hash = hashes.get(name);
        if (hash == null) {
            throw new UsernameNotFoundException("No such user");
        }
        return User.withUsername(name).password(hash).roles("USER").build();
    }
}
