#!/usr/bin/perl
# A stand-in for the X-Ray daemon: as strict about its configuration as the real one with -c, and it
# sends on what it receives, unsigned. Perl, because every Debian has it.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my %SECTIONS = map { $_ => 1 } qw(Socket Logging);
my %KEYS = (
  TotalBufferSizeMB => 'number', Concurrency => 'number', Region => 'text', Endpoint => 'text',
  'Socket.UDPAddress' => 'text', 'Socket.TCPAddress' => 'text',
  'Logging.LogRotation' => 'boolean', 'Logging.LogLevel' => 'text', 'Logging.LogPath' => 'text',
  LocalMode => 'boolean', ResourceARN => 'text', RoleARN => 'text', NoVerifySSL => 'boolean',
  ProxyAddress => 'text', Version => 'number',
);
my %FLAGS = ('-c' => 'config', '-f' => 'log', '-n' => 'region', '-b' => 'udp', '-t' => 'tcp');
my %options;
$| = 1;

while (defined(my $flag = shift @ARGV)) {
  if ($flag eq '-v') { print "X-Ray daemon version: stand-in\n"; exit 0; }
  elsif ($flag eq '-o') { $options{local} = 1; }
  elsif ($FLAGS{$flag}) { $options{$FLAGS{$flag}} = shift @ARGV; }
  else { refuse("unknown flag $flag"); }
}

my %config = read_config($options{config} // refuse('this stand-in is started with -c'));
refuse('TotalBufferSizeMB must be 3 or more') if $config{TotalBufferSizeMB} && $config{TotalBufferSizeMB} < 3;
my $udp_address = $options{udp} // $config{'Socket.UDPAddress'} || '127.0.0.1:2000';
my $udp = listen_on('udp', $udp_address);
my $tcp = listen_on('tcp', $options{tcp} // $config{'Socket.TCPAddress'} || '127.0.0.1:2000');
my $region = $options{region} // $config{Region} || $ENV{AWS_REGION} || region_of_instance() || refuse('unable to retrieve region');
my $credentials = $ENV{AWS_SHARED_CREDENTIALS_FILE} ? read_file($ENV{AWS_SHARED_CREDENTIALS_FILE}) : '';
my ($key) = $credentials =~ /^aws_access_key_id\s*=\s*(\S+)/m;
say_so("listening on $udp_address, region $region");

while (my @ready = IO::Select->new($udp, $tcp)->can_read) {
  for my $socket (@ready) {
    if ($socket == $tcp) { my $client = $tcp->accept; close $client if $client; next; }
    $udp->recv(my $packet, 65536);
    my ($header, $segment) = split /\n/, $packet, 2;
    send_on($segment) if defined $segment && $header =~ /"format"/;
  }
}

sub read_file {
  my ($file) = @_;
  open my $in, '<', $file or refuse("cannot read $file: $!");
  local $/;
  return scalar <$in>;
}

sub read_config {
  my ($file) = @_;
  my (%values, $section);
  for my $line (split /\r?\n/, read_file($file)) {
    next if $line =~ /^\s*(#.*)?$/;
    my ($indent, $name, $value) = $line =~ /^( *)([A-Za-z]+):(?: +(.*?))? *$/ or refuse("no YAML: $line");
    $value = '' unless defined $value;
    $value =~ s/ +#.*//;
    if ($indent eq '' && $value eq '' && $SECTIONS{$name}) { $section = $name; next; }
    $section = undef if $indent eq '';
    my $key = defined $section ? "$section.$name" : $name;
    my $type = $KEYS{$key} // refuse("$key flag is invalid");
    refuse("$key is no $type: $value") unless fits($type, $value);
    ($values{$key} = $value) =~ s/^"(.*)"$/$1/;
  }
  refuse('Config Version is missing') unless defined $values{Version};
  refuse('Config Version Setting is not correct') unless $values{Version} =~ /^[12]$/;
  return %values;
}

sub fits {
  my ($type, $value) = @_;
  return $value =~ /^\d+$/ if $type eq 'number';
  return $value =~ /^(true|false|yes|no)$/ if $type eq 'boolean';
  return 1;
}

sub listen_on {
  my ($protocol, $address) = @_;
  refuse("$address is no address") unless $address =~ /^[\d.]+:\d+$/;
  my @listen = $protocol eq 'tcp' ? (Listen => 5, ReuseAddr => 1) : ();
  return IO::Socket::INET->new(LocalAddr => $address, Proto => $protocol, @listen) || refuse("cannot bind $protocol $address: $!");
}

sub request {
  my ($host, $method, $path, $body, @headers) = @_;
  my $socket = IO::Socket::INET->new(PeerAddr => $host, PeerPort => 80, Timeout => 2) or return '';
  print $socket join("\r\n", "$method $path HTTP/1.0", "Host: $host", 'Content-Length: ' . length $body, @headers, '', $body);
  local $/;
  my $answer = <$socket> // '';
  return $answer =~ m{^HTTP/1.\d 200.*?\r\n\r\n(.*)}s ? $1 : '';
}

sub region_of_instance {
  return if $options{local};
  my $token = request('169.254.169.254', 'PUT', '/latest/api/token', '', 'X-aws-ec2-metadata-token-ttl-seconds: 60') or return;
  return request('169.254.169.254', 'GET', '/latest/meta-data/placement/region', '', "X-aws-ec2-metadata-token: $token");
}

sub send_on {
  my ($segment) = @_;
  my ($host) = ($config{Endpoint} // '') =~ m{^http://([^/]+)} or return;
  request($host, 'POST', '/TraceSegments', $segment, "X-Stand-In-Region: $region", 'X-Stand-In-Key: ' . ($key // ''));
}

sub say_so {
  my ($text) = @_;
  print "$text\n";
  return unless $options{log};
  open my $log, '>>', $options{log} or die "cannot write the log: $!\n";
  print $log "$text\n";
}

sub refuse {
  my ($reason) = @_;
  say_so("[Error] $reason");
  exit 1;
}
